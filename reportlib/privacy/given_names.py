"""Given names: characters that those of Taiwan are made of, English and other foreign ones, and surnames in Latin letters.

Made for :mod:`reportlib.privacy.people` and the last look from names in everyday use; no list of persons was taken. A character
that chiefly stands in everyday words (業, 法, 務) is left out, though some are named so: without a label or a form of address
such a name is not believed.
"""

from __future__ import annotations

GIVEN = frozenset(
    "怡君雅婷淑芬美玲宗翰家豪冠宇承志明俊傑建宏偉佳穎欣惠芳麗華貞秀英玉蘭雪梅月娥金鳳春嬌素珍珠寶珊雯萱瑜筱慧敏靜宜蓉琪瑄庭葳薇晴涵詩語彤妍希恩恬昕妤婕妮姿娟婉娜嫻"
    "媛嫣如儀倩伶俐佩佑佐仁信修倫健億儒優元兆光凱勇勝勳勤卉博厚友吉銘君吟和哲唐嘉喬圓坤垣培堯士壯夏奇妙孝孟季守安宙宛容宸宥富寧實寬小少峰峻嵐崇巧平年幸序庚廷弘強"
    "彥彬彭彰德心忠念思恆悅惟愛慈慶憲才振捷揚政文斌旭旺昀昆昇昌旻星昭晉晏晨景智暉曉曜書有朋杰東松林柔柳桂桓梓棋楓楚榆榕榛榮槿樂樺武毅民永汝沁沂沛治泓泉泰洋津浩淇"
    "清渝湘源滋漢潔潤澄澤濤瀚炎炫煌煒照熙燕爾玄玟玫珮琦琬琳瑀瑋瑛瑞瑤瑩璇璋璟環甄甫登皓盈盛益眉真睿碧磊祐祖祥祺福禎禮科秋程立竣筑筠純紫紹維綺綾緯縈繼義群翊翎翔翠翰耀"
    "聖聰育胤致舒舜良艾芝芮芯芷芸若茂茜茵莉莎莊菁菱萍蓁蓮蔓蕙蘊虹融裕詠誌誠誼諭謙豐貴賓賢超輝辰辛逸達遠邦郁采釗銀銓鋒錡錦錫鎮閔陞陽隆雁雄雙雲霖青靖音韋韻順頤顥飛馨駿騰鴻鵬"
    "麒麟黎龍齊齡綸緹綱緒纓紅絹羽羚舟苓荃莛菲蔚蕎薰孜尹崑嶸惇懋敬斐晁晟晞暄杉桐棠楷楊橙歆汎洛淵湧湛漪焜煥燦燁熹玥玨琮琇瑾瑭璐璞畇皇祈禾穆竹笙綵聲臻芊荷莆菀菘華蓓襄"
    "詒詮諒諾資赫軒逢鈞鈺銳鋐錚鎧際雨霆霏露韶頌魁魯鶯鵑黛阿水木火財來添菊櫻桃花枝欽炳燈根丹城朝興彩妹嬋隱亭佾享亮仲仙以任伊任妡宣尚岱岳岑嶽廉彤恭恕懿戀拓捷旋明昱曼"
    "柏柏栩楨樑樹欣殷沅洵浚淨淳渼溱滿漫灝煜熠爵玗玲珈珣珩琍琁瑜璦瓊畯皜盟睦砡祁祉秉穗竺笛筌紀紋絃絲維緻翌翡耘耿聆聿肇芫苡芃若茗荔莞莘菡萾葦蒂蓉蓓蕾薏藝蘋虔衍詣誥諺謹"
    "棟訓益濱鈴帆茹侃侑倢儷勁勻匡唯善壬奎奕妘姝姵娣婭嵩弼徽忻慕憶懷攸敦晟暖棻歡汶涓淮湄滄焱爍玠珉琛琨瑗璘璧瓏甯皎碩磬祜禛秧箴粲萌葵蒼蔭薔蘅虔衡軾輔迎遙鈴鉉鋼鍵霓霽靚馳驊鵡"
    "貽賜躍軍迪適選邵郡銥鋆錞鍾鎔鏡鑫閎陶雋霓靈頎頡顓馥騏騫魚鯨鶴鸞麥黃龎龢"
)
# In a list of their own: they are as often a word of an office or a place (高雄, 新竹, 光大).
_NOT_GIVEN = "科程資任實適選紀軍際有以來年水木火東城根洋音語守"
GIVEN = GIVEN - frozenset(_NOT_GIVEN)

# Given names in Latin letters that are no everyday English word or well-known place.
LATIN_GIVEN = frozenset(
    """Aaron Abdul Abdullah Abigail Adam Adrian Agnes Ahmad Ahmed Alan Albert Alejandro Alex Alexander Alexandra Alfred Ali Alice Alicia Allen Allison Amanda
    Amelia Amy Ana Andrea Andrew Andy Angela Angie Anita Ann Anna Anne Annie Anthony Antonio Arthur Barbara Barry Ben Benjamin Bernard Beth Betty Beverly Bob
    Bobby Brandon Brenda Brian Bruce Bryan Calvin Carl Carlos Carmen Carol Caroline Catherine Cathy Cecilia Charles Charlie Cheryl Chloe Chris Christian
    Christina Christine Christopher Cindy Claire Clara Claudia Connie Craig Cynthia Dan Daniel Daniela David Debbie Deborah Debra Denise Dennis Derek Diana
    Diane Diego Dominic Don Donald Donna Doris Dorothy Doug Douglas Duncan Dylan Ed Eddie Edward Edwin Eileen Elaine Eleanor Elena Elizabeth Ellen Emily Emma
    Eric Erica Erik Ernest Esther Ethan Eugene Eva Evelyn Felix Fernando Fiona Francis Francisco Frank Fred Frederick Gabriel Gary Geoffrey George Gerald
    Gina Gloria Gordon Graham Greg Gregory Hannah Hans Harold Harry Hassan Heather Hector Helen Helena Henry Herbert Howard Hugh Ian Ibrahim Irene Isaac
    Isabel Isabella Ivan Ivy Jack Jackie Jacob Jacqueline James Jamie Jane Janet Janice Jason Javier Jean Jeff Jeffrey Jennifer Jenny Jeremy Jerry Jesse
    Jessica Jessie Jill Jim Jimmy Joan Joanna Joanne Joe Joel Johanna John Johnny Jonathan Jose Joseph Joshua Joyce Juan Judith Judy Julia Julian Julie
    Justin Karen Karl Kate Katherine Kathleen Kathy Katie Keith Kelly Ken Kenneth Kevin Kim Kimberly Kitty Kurt Kyle Larry Laura Lauren Lawrence Leo Leonard
    Leslie Lewis Liam Lily Linda Lisa Louis Louise Lucas Lucy Luis Luke Lydia Margaret Maria Marie Marion Mario Martha Martin Mary Matt Matthew Maurice
    Megan Melissa Michael Michelle Miguel Mike Miranda Mohamed Mohammad Mohammed Monica Muhammad Nancy Natalie Nathan Neil Nguyen Nicholas Nick Nicole Nina Noah
    Nora Norman Oliver Olivia Oscar Pablo Pamela Patricia Patrick Paul Paula Pedro Peggy Peter Phil Philip Phillip Phyllis Rachel Rafael Ralph Raymond Rebecca
    Ricardo Richard Rick Ricky Rita Rob Robert Roberta Roberto Rodrigo Roger Roland Ron Ronald Rosa Roy Russell Ruth Ryan Sally Sam Samantha Samuel Sandra
    Sandy Sara Sarah Scott Sean Sebastian Sergio Sharon Sheila Shirley Simon Siti Sonia Sophia Sophie Stacy Stanley Stella Stephanie Stephen Steve Steven
    Stuart Sue Susan Susana Suzanne Sylvia Tammy Tania Ted Teresa Terry Theodore Theresa Thomas Tiffany Tim Timothy Tina Todd Tom Tommy Tony Tracy Vanessa
    Vera Veronica Vicky Victor Vincent Vivian Walter Wendy William Willie Wilson Winnie Yolanda Yvonne Zachary Zoe Putri Dewi Budi Sri Agus Rizal Somchai
    Hiroshi Takeshi Yuki Kenji Akira Keiko Yoko Haruka Minh Thi Linh Hoa Hung Tuan Phuong""".split()
)
# Surnames of Taiwan in Latin letters, Wade-Giles and pinyin; a name only beside a given name of two syllables.
LATIN_SURNAMES = frozenset(
    """Chen Lin Huang Hwang Chang Zhang Li Lee Wang Wong Wu Liu Tsai Cai Yang Hsu Xu Cheng Zheng Hsieh Xie Hung Hong Kuo Guo Chiu Qiu Tseng Zeng Liao Lai
    Chou Chow Zhou Yeh Ye Su Chuang Zhuang Lu Lyu Lv Chiang Jiang Ho He Hsiao Xiao Lo Luo Kao Gao Pan Chien Jian Chu Zhu Chung Zhong Yu You Peng Chan Zhan
    Hu Shih Shi Shen Liang Chao Zhao Yen Yan Ko Ke Wong Weng Wei Sun Tai Dai Fan Fang Sung Song Teng Deng Tu Du Fu Hou Tsao Cao Hsueh Xue Ting Ding Cho
    Zhuo Juan Ruan Ma Tung Dong Wen Tang Lan Shih Chi Ji Yao Feng Ou Tien Tian Kang Kan Wang Tsou Zou Yu Wu Kung Gong Yuan Han Chin Jin Tan Ni Lei Ku Gu""".split()
)
